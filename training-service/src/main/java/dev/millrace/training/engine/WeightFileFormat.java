package dev.millrace.training.engine;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bytes of a {@link WeightFile}. */
final class WeightFileFormat {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FACTS = "__metadata__";
    private static final int MOST_HEADER_BYTES = 100_000_000;
    private static final int PIECE = 1 << 16;

    private WeightFileFormat() {}

    static void write(WeightFile file, OutputStream target) throws IOException {
        var header = header(file);
        var length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        target.write(length.putLong(header.length).array());
        target.write(header);
        for (var tensor : file.tensors().values()) {
            write(tensor.values(), target);
        }
    }

    /** Padded with spaces, so that the numbers begin at a multiple of 8. */
    private static byte[] header(WeightFile file) throws IOException {
        var facts = new TreeMap<>(file.facts());
        facts.put(WeightFile.HASH, hash(file));
        var header = new LinkedHashMap<String, Object>();
        header.put(FACTS, facts);
        long from = 0;
        for (var entry : file.tensors().entrySet()) {
            long to = from + (long) Float.BYTES * entry.getValue().values().length;
            header.put(
                    entry.getKey(),
                    Map.of(
                            "dtype", "F32",
                            "shape", entry.getValue().dimensions(),
                            "data_offsets", List.of(from, to)));
            from = to;
        }
        var text = JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        var padded = new byte[(text.length + 7) / 8 * 8];
        Arrays.fill(padded, (byte) ' ');
        System.arraycopy(text, 0, padded, 0, text.length);
        return padded;
    }

    /** Over all facts but itself, and over names, dimensions and bits of all tensors. */
    private static String hash(WeightFile file) throws IOException {
        var digest = sha256();
        var sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
        var facts = new TreeMap<>(file.facts());
        facts.remove(WeightFile.HASH);
        sink.write(JSON.writeValueAsBytes(facts));
        for (var entry : file.tensors().entrySet()) {
            var heading = "\n" + entry.getKey() + " " + entry.getValue().dimensions() + "\n";
            sink.write(heading.getBytes(StandardCharsets.UTF_8));
            write(entry.getValue().values(), sink);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void write(float[] numbers, OutputStream target) throws IOException {
        var piece = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < numbers.length; from += PIECE / Float.BYTES) {
            int count = Math.min(PIECE / Float.BYTES, numbers.length - from);
            piece.clear().asFloatBuffer().put(numbers, from, count);
            target.write(piece.array(), 0, count * Float.BYTES);
        }
    }

    static WeightFile read(InputStream source) throws IOException {
        var length = ByteBuffer.wrap(exactly(source, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        long bytes = length.getLong();
        if (bytes < 2 || bytes > MOST_HEADER_BYTES) {
            throw new IOException("A header of %d bytes is none".formatted(bytes));
        }
        var header = parsed(exactly(source, (int) bytes));
        var facts = new TreeMap<String, String>();
        for (var fact : header.path(FACTS).properties()) {
            facts.put(fact.getKey(), fact.getValue().asString());
        }
        var file = new WeightFile(facts, tensors(header, source));
        if (!hash(file).equals(facts.get(WeightFile.HASH))) {
            throw new IOException("The content does not match its own hash");
        }
        return file;
    }

    private static JsonNode parsed(byte[] header) throws IOException {
        try {
            return JSON.readTree(header);
        } catch (JacksonException unreadable) {
            throw new IOException("The header is no JSON", unreadable);
        }
    }

    private static Map<String, WeightFile.Tensor> tensors(JsonNode header, InputStream source)
            throws IOException {
        var byPlace = new TreeMap<Long, Map.Entry<String, JsonNode>>();
        for (var field : header.properties()) {
            if (!field.getKey().equals(FACTS)) {
                byPlace.put(field.getValue().path("data_offsets").path(0).asLong(), field);
            }
        }
        var tensors = new LinkedHashMap<String, WeightFile.Tensor>();
        for (var field : byPlace.values()) {
            tensors.put(field.getKey(), tensor(field.getKey(), field.getValue(), source));
        }
        return tensors;
    }

    private static WeightFile.Tensor tensor(String name, JsonNode described, InputStream source)
            throws IOException {
        if (!described.path("dtype").asString().equals("F32")) {
            throw new IOException(
                    "%s is of type %s; F32 is read here".formatted(name, described.path("dtype")));
        }
        var dimensions = new ArrayList<Integer>();
        long size = 1;
        for (var dimension : described.path("shape")) {
            dimensions.add(dimension.asInt());
            size = Math.multiplyExact(size, dimension.asInt());
        }
        var offsets = described.path("data_offsets");
        if (offsets.path(1).asLong() - offsets.path(0).asLong() != size * Float.BYTES) {
            throw new IOException("%s does not fill its place".formatted(name));
        }
        return new WeightFile.Tensor(dimensions, floats(source, Math.toIntExact(size)));
    }

    private static float[] floats(InputStream source, int count) throws IOException {
        var numbers = new float[count];
        for (int from = 0; from < count; from += PIECE / Float.BYTES) {
            int some = Math.min(PIECE / Float.BYTES, count - from);
            var piece = ByteBuffer.wrap(exactly(source, some * Float.BYTES));
            piece.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers, from, some);
        }
        return numbers;
    }

    private static byte[] exactly(InputStream source, int count) throws IOException {
        var bytes = source.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("The file ends too early");
        }
        return bytes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }
}
