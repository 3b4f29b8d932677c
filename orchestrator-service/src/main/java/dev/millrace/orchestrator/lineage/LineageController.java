package dev.millrace.orchestrator.lineage;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.Lineage;
import dev.millrace.contracts.orchestrator.Lineage.Direction;
import dev.millrace.contracts.orchestrator.LineageApi;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LineageController implements LineageApi {

    private static final int DEEPEST = 100;

    private final LineageRows rows;
    private final LineageSweep sweep;

    LineageController(LineageRows rows, LineageSweep sweep) {
        this.rows = rows;
        this.sweep = sweep;
    }

    @Override
    public Lineage lineage(String artifact, Direction direction, int depth) {
        var start = Artifact.parse(artifact);
        sweep.run(); // who asks right after a run's end sees what it made
        if (!rows.knows(start)) {
            throw new PlatformException(
                    FailureCode.ARTIFACT_NOT_FOUND, "no step has read or made " + start);
        }
        return Walk.from(
                start,
                direction,
                Math.clamp(depth, 1, DEEPEST),
                (from, most) -> rows.next(from, direction, most));
    }
}
