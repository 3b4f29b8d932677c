"""The training benchmark in PyTorch as its users write it: rows in memory, shuffled batches, Adam.

Prints {"secondsPerEpoch": median} as JSON. An epoch is a pass over the training rows and one over the
validation rows without gradients, as in the other measurements.
"""

import json
import statistics
import sys
import time

import torch

WIDTH, BATCH, AT_ONCE = 32, 256, 4096


def main(rows, validation_rows, threads, epochs):
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    x, y = torch.randn(rows, WIDTH), torch.randn(rows, 1)
    validation_x, validation_y = torch.randn(validation_rows, WIDTH), torch.randn(validation_rows, 1)
    network = torch.nn.Sequential(
        torch.nn.Linear(WIDTH, 128), torch.nn.ReLU(), torch.nn.Linear(128, 64), torch.nn.ReLU(), torch.nn.Linear(64, 1)
    )
    loss = torch.nn.MSELoss()
    optimizer = torch.optim.Adam(network.parameters())
    seconds = []
    for _ in range(epochs):
        start = time.perf_counter()
        order = torch.randperm(rows)
        total = 0.0
        for first in range(0, rows, BATCH):
            some = order[first : first + BATCH]
            optimizer.zero_grad()
            error = loss(network(x[some]), y[some])
            error.backward()
            optimizer.step()
            total += error.item() * len(some)
        with torch.no_grad():
            for first in range(0, validation_rows, AT_ONCE):
                loss(network(validation_x[first : first + AT_ONCE]), validation_y[first : first + AT_ONCE]).item()
        seconds.append(time.perf_counter() - start)
    print(json.dumps({"secondsPerEpoch": statistics.median(seconds)}))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:5]))
