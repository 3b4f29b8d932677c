package dev.millrace.prep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartLayoutTest {

    @Test
    void givesEachPartAFilePerSoManyRows() {
        var layout = PartLayout.of(new long[] {401, 200, 1}, 200);

        assertThat(layout.text()).isEqualTo("3,1,1");
        assertThat(layout.partitions()).isEqualTo(5);
        assertThat(PartLayout.parse(layout.text()).file(2)).isEqualTo("train/part-00002.parquet");
        assertThat(layout.file(3)).isEqualTo("validation/part-00000.parquet");
        assertThat(layout.file(4)).isEqualTo("test/part-00000.parquet");
    }
}
