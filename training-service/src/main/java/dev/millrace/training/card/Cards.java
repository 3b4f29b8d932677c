package dev.millrace.training.card;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Writes model cards. */
@Component
class Cards {

    private final CardEvidence evidence;
    private final OriginSections origin;

    Cards(CardEvidence evidence, OriginSections origin) {
        this.evidence = evidence;
        this.origin = origin;
    }

    ModelCard of(String model, String number) {
        var found = evidence.of(model, number);
        var blocks = new ArrayList<Block>();
        blocks.addAll(origin.identity(found));
        blocks.addAll(ApprovalSection.of(found.version()));
        blocks.addAll(origin.data(found));
        blocks.addAll(ColumnSection.of(found.columns()));
        blocks.addAll(origin.network(found));
        blocks.addAll(ResultSections.metrics(found.version()));
        blocks.addAll(CurveSections.loss(found));
        if (found.evaluation() == null) {
            blocks.add(
                    new Block.Paragraph(
                            "This version was trained before evaluations were kept: there are no curves, baselines and importances."));
        } else {
            blocks.addAll(CurveSections.ranking(found.evaluation()));
            blocks.addAll(ComparisonSections.of(found.version(), found.evaluation()));
        }
        blocks.addAll(origin.environment(found));
        blocks.addAll(LimitSection.of(found));
        return new ModelCard("Model card: " + found.version().reference(), List.copyOf(blocks));
    }
}
