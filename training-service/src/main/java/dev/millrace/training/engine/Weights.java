package dev.millrace.training.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The state of a network: one array per {@link WeightShape}, in the network's order. */
public record Weights(List<WeightShape> shapes, List<float[]> values) {

    public Weights {
        shapes = List.copyOf(shapes);
        values = List.copyOf(values);
    }

    /** SHA-256 over names, dimensions and the bits of all numbers: equal for equal weights. */
    public String hash() {
        var digest = sha256();
        for (int index = 0; index < shapes.size(); index++) {
            var shape = shapes.get(index);
            var heading = shape.name() + " " + shape.dimensions() + "\n";
            digest.update(heading.getBytes(StandardCharsets.UTF_8));
            digest.update(bytes(values.get(index)));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] bytes(float[] numbers) {
        var bytes = ByteBuffer.allocate(numbers.length * Float.BYTES);
        bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(numbers);
        return bytes.array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }
}
