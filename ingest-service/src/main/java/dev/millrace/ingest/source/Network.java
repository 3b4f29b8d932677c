package dev.millrace.ingest.source;

import java.net.InetAddress;

/** A block of addresses: those that begin with the same bits. */
record Network(InetAddress start, int bits) {

    /** Reads the form {@code 10.0.0.0/8}. */
    static Network parse(String text) {
        var parts = text.split("/", 2);
        return new Network(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]));
    }

    boolean holds(InetAddress address) {
        byte[] one = start.getAddress();
        byte[] other = address.getAddress();
        if (one.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (((one[bit / 8] ^ other[bit / 8]) & (0x80 >> (bit % 8))) != 0) {
                return false;
            }
        }
        return true;
    }
}
