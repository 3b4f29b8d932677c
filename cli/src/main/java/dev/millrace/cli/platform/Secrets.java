package dev.millrace.cli.platform;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords of the local platform, generated once per home and readable by its owner only. */
record Secrets(String databasePassword, String accessKey, String secretKey) {

    static Secrets of(Home home) throws IOException {
        var kept = Json.read(home.secrets(), Secrets.class);
        if (kept.isPresent()) {
            return kept.get();
        }
        var fresh = new Secrets(random(24), "millrace-" + random(4), random(24));
        Json.write(home.secrets(), fresh);
        return fresh;
    }

    private static String random(int bytes) {
        var noise = new byte[bytes];
        new SecureRandom().nextBytes(noise);
        return HexFormat.of().formatHex(noise);
    }

    @Override
    public String toString() {
        return "Secrets[…]";
    }
}
