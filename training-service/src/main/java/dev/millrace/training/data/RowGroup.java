package dev.millrace.training.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;

/**
 * A piece of a Parquet file that is read at once.
 *
 * @param footer of the file, read once for all its groups
 * @param index within the file
 * @param firstRow counted from 0 within the file
 */
record RowGroup(StoredFile file, ParquetMetadata footer, int index, long firstRow) {

    private static final ParquetReadOptions OPTIONS =
            ParquetReadOptions.builder(new PlainParquetConfiguration())
                    .withCodecFactory(new SnappyCodec())
                    .build();

    /** All groups of these files, in their order. */
    static List<RowGroup> of(List<StoredFile> files) throws IOException {
        var groups = new ArrayList<RowGroup>();
        for (var file : files) {
            try (var reader = ParquetFileReader.open(file, OPTIONS)) {
                var footer = reader.getFooter();
                long row = 0;
                for (int index = 0; index < footer.getBlocks().size(); index++) {
                    groups.add(new RowGroup(file, footer, index, row));
                    row += footer.getBlocks().get(index).getRowCount();
                }
            }
        }
        return groups;
    }

    void read(RowCheck check, RowSink target) throws IOException {
        try (var reader = new ParquetFileReader(file, footer, OPTIONS, file.newStream())) {
            new FeatureColumns(this, check).read(reader, target);
        }
    }
}
