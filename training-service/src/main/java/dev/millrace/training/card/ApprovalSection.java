package dev.millrace.training.card;

import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.training.card.Block.Heading;
import dev.millrace.training.card.Block.Paragraph;
import dev.millrace.training.card.Block.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether a version may be used, and who said so. */
final class ApprovalSection {

    private ApprovalSection() {}

    static List<Block> of(ModelVersion version) {
        var approval = version.approval();
        var blocks = new ArrayList<Block>();
        blocks.add(new Heading("Approval"));
        blocks.add(
                new Paragraph(
                        "State: %s.".formatted(approval.state().name().toLowerCase(Locale.ROOT))));
        if (!approval.history().isEmpty()) {
            blocks.add(
                    new Table(
                            List.of("decision", "by", "at", "reason"),
                            approval.history().stream()
                                    .map(decision ->
                                            List.of(
                                                    decision.state()
                                                            .name()
                                                            .toLowerCase(Locale.ROOT),
                                                    decision.by(),
                                                    decision.at().toString(),
                                                    decision.reason()))
                                    .toList()));
        }
        return blocks;
    }
}
