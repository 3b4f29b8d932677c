package dev.millrace.orchestrator.task;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Says that a webhook's body comes from whoever has the key: {@code t=SECONDS,v1=HEX}, where HEX is
 * the HMAC-SHA256 of the seconds, a full stop and the body. Receivers refuse old seconds, so that a
 * body that was overheard cannot be sent again.
 */
public final class Signature {

    public static final String HEADER = "Millrace-Signature";

    private Signature() {}

    public static String of(byte[] body, String key, Instant now) {
        var signed = new ByteArrayOutputStream();
        signed.writeBytes((now.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        return "t=%d,v1=%s".formatted(now.getEpochSecond(), hmac(signed.toByteArray(), key));
    }

    private static String hmac(byte[] signed, String key) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
