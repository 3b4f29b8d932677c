package dev.millrace.training.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/** Snappy and uncompressed pages. Parquet's own factory of codecs would start Hadoop. */
final class SnappyCodec implements CompressionCodecFactory {

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
        throw new UnsupportedOperationException("Training reads Parquet and writes none");
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
        return switch (name) {
            case SNAPPY -> new SnappyPages();
            case UNCOMPRESSED -> new PlainPages();
            default -> throw new UnsupportedOperationException(name + " is not read here");
        };
    }

    @Override
    public void release() {}

    private static final class SnappyPages implements BytesInputDecompressor {

        @Override
        public BytesInput decompress(BytesInput page, int size) throws IOException {
            var packed = page.toByteBuffer();
            var bytes = new byte[size];
            int from = packed.arrayOffset() + packed.position();
            Snappy.uncompress(packed.array(), from, packed.remaining(), bytes, 0);
            return BytesInput.from(bytes);
        }

        @Override
        public void decompress(ByteBuffer page, int packed, ByteBuffer target, int size)
                throws IOException {
            var bytes = new byte[packed];
            page.get(bytes);
            target.put(Snappy.uncompress(bytes));
        }

        @Override
        public void release() {}
    }

    private static final class PlainPages implements BytesInputDecompressor {

        @Override
        public BytesInput decompress(BytesInput page, int size) {
            return page;
        }

        @Override
        public void decompress(ByteBuffer page, int packed, ByteBuffer target, int size) {
            target.put(page);
        }

        @Override
        public void release() {}
    }
}
