package dev.millrace.training.job;

import dev.millrace.contracts.training.Finding;
import dev.millrace.training.worker.WorkerReport.FitFacts;
import java.util.Map;

/** What a fit showed, in the form that jobs tell it. */
final class Findings {

    private Findings() {}

    static Map<String, Object> facts(Finding finding) {
        return Map.of(
                "watch", finding.watch(),
                "action", finding.action(),
                "epoch", finding.epoch(),
                "sentence", finding.sentence(),
                "evidence", finding.evidence());
    }

    static Map<String, Object> ofFit(FitFacts fit) {
        return Map.of(
                "ending", fit.ending(),
                "fitSeconds", fit.seconds(),
                "loaderShare", fit.loaderShare(),
                "epochsSaved", fit.epochsSaved(),
                "findings", fit.findings());
    }
}
