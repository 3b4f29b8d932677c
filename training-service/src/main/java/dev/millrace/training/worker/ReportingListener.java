package dev.millrace.training.worker;

import dev.millrace.contracts.training.Finding;
import dev.millrace.training.fit.Deadline;
import dev.millrace.training.fit.Epoch;
import dev.millrace.training.fit.FitListener;

/** Tells the service all of a fit, and lets it go on while there is time. */
record ReportingListener(Reporter reports, Deadline deadline) implements FitListener {

    @Override
    public boolean goOn(Epoch epoch) {
        reports.send(new WorkerReport.EpochEnded(epoch));
        return !deadline.isOver();
    }

    @Override
    public void found(Finding finding) {
        reports.send(new WorkerReport.Found(finding));
    }
}
