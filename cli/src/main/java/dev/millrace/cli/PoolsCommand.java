package dev.millrace.cli;

import dev.millrace.cli.client.Services;
import dev.millrace.cli.platform.Part;
import dev.millrace.contracts.orchestrator.Pool;
import dev.millrace.contracts.orchestrator.PoolRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows and changes pools. */
@Command(name = "pools", description = "List the pools with who holds their slots, or change one.")
final class PoolsCommand implements Callable<Integer> {

    @Mixin private CommonOptions common = new CommonOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "A pool; without it, all are listed.")
    private @Nullable String name;

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Make the pool, or give it so many slots; 0 holds everything back.")
    private @Nullable Integer slots;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (slots != null && name == null) {
            throw new ParameterException(spec.commandLine(), "--slots needs the name of a pool");
        }
        var services = Services.of(common.platform());
        var path = name == null ? "/v1/pools" : "/v1/pools/" + name;
        var address = services.at(Part.ORCHESTRATOR, path);
        if (name == null) {
            var all = services.rest().get(address, Pool[].class);
            common.result(all, text(List.of(all)));
            return ExitCode.DONE;
        }
        var pool =
                slots == null
                        ? services.rest().get(address, Pool.class)
                        : services.rest().put(address, new PoolRequest(slots), Pool.class);
        common.result(pool, text(List.of(pool)));
        return ExitCode.DONE;
    }

    static String text(List<Pool> pools) {
        var table = new Table("pool", "slots", "held", "waiting");
        var holders = new ArrayList<String>();
        for (var pool : pools) {
            table.row(pool.name(), pool.slots(), pool.holders().size(), pool.waiting());
            pool.holders()
                    .forEach(holder ->
                            holders.add(
                                    "%s: %s of %s (run %s) since %s"
                                            .formatted(
                                                    pool.name(),
                                                    holder.step(),
                                                    holder.pipeline(),
                                                    holder.run(),
                                                    holder.since())));
        }
        return holders.isEmpty() ? table.toString() : table + "\n\n" + String.join("\n", holders);
    }
}
