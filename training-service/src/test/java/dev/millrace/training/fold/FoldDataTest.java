package dev.millrace.training.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Folding.Kind;
import dev.millrace.training.data.Table;
import dev.millrace.transform.FeatureSpec;
import dev.millrace.transform.Operation;
import dev.millrace.transform.TargetSpec;
import dev.millrace.transform.TransformSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nothing of the rows that a fold holds out enters what it learns from the others. */
class FoldDataTest {

    private static final TransformSpec SPEC =
            new TransformSpec(
                    List.of(
                            FeatureSpec.columns(
                                    List.of("x"),
                                    new Operation.Impute(Operation.Impute.Strategy.MEDIAN, null),
                                    new Operation.Standard(null)),
                            FeatureSpec.columns(
                                    List.of("patient"),
                                    new Operation.OneHot(Operation.Categories.IGNORE, null, null))),
                    new TargetSpec("time", TargetSpec.Kind.REGRESSION, TargetSpec.Scale.STANDARD));

    private final Table table = FoldsTest.table(120);
    private final Folds.Parts parts = Folds.of(table, FoldsTest.folding(Kind.PLAIN, 4), 1).parts(3);

    @Test
    void outliersAndNewCategoriesInHeldOutRowsChangeNothing() {
        var clean = FoldData.of(SPEC, table, parts);

        var poisoned = FoldData.of(SPEC, poisoned(parts.heldOut()), parts);

        assertThat(poisoned.transform().hash()).isEqualTo(clean.transform().hash());
        assertThat(poisoned.train().features()).isEqualTo(clean.train().features());
        assertThat(poisoned.train().labels()).isEqualTo(clean.train().labels());
        assertThat(poisoned.validation().features()).isEqualTo(clean.validation().features());
        assertThat(poisoned.heldOut().features()).isNotEqualTo(clean.heldOut().features());
    }

    @Test
    void norDoThoseInTheRowsThatEarlyStoppingWatches() {
        var clean = FoldData.of(SPEC, table, parts);

        var poisoned = FoldData.of(SPEC, poisoned(parts.validation()), parts);

        assertThat(poisoned.transform().hash()).isEqualTo(clean.transform().hash());
        assertThat(poisoned.train().features()).isEqualTo(clean.train().features());
    }

    @Test
    void thoseInTrainingRowsDo() {
        var clean = FoldData.of(SPEC, table, parts);

        var poisoned = FoldData.of(SPEC, poisoned(new int[] {parts.train()[0]}), parts);

        assertThat(poisoned.transform().hash()).isNotEqualTo(clean.transform().hash());
    }

    @Test
    void theOrderOfTheStoredRowsChangesNothing() {
        var rows = new ArrayList<>(table.rows());
        Collections.shuffle(rows, new Random(5));
        var shuffled = new Table(table.columns(), rows);

        var one = FoldData.of(SPEC, table, parts);
        var other =
                FoldData.of(
                        SPEC,
                        shuffled,
                        Folds.of(shuffled, FoldsTest.folding(Kind.PLAIN, 4), 1).parts(3));

        assertThat(other.transform().hash()).isEqualTo(one.transform().hash());
        assertThat(other.train().features()).isEqualTo(one.train().features());
        assertThat(other.heldOut().labels()).isEqualTo(one.heldOut().labels());
    }

    @Test
    void aHeldOutRowThatTheTransformRefusesIsNamedWithARemedy() {
        var strict =
                new TransformSpec(
                        List.of(
                                FeatureSpec.columns(
                                        List.of("patient"),
                                        new Operation.OneHot(null, null, null))),
                        SPEC.target());

        assertThatThrownBy(() -> FoldData.of(strict, poisoned(parts.heldOut()), parts))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("patient has the value \"stranger\"")
                .hasMessageContaining("set unknown to ignore");
    }

    /** The table with absurd values in some rows. */
    private Table poisoned(int[] places) {
        var rows = new ArrayList<>(table.rows());
        for (int place : places) {
            rows.set(place, new Object[] {1e9, 1L, "stranger", 1_000_000L});
        }
        return new Table(table.columns(), rows);
    }
}
