package dev.millrace.orchestrator.task.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.machine.Outcome;
import dev.millrace.orchestrator.task.TestHost;
import dev.millrace.orchestrator.task.TestTasks;
import dev.millrace.orchestrator.task.http.Remote;
import dev.millrace.orchestrator.task.http.TestCalls;
import dev.millrace.orchestrator.task.notify.NotifySettings.Mail;
import dev.millrace.orchestrator.task.notify.NotifySettings.Sns;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NotifyTaskTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);
    private final Remote remote = new Remote();
    private final SmtpServer smtp = new SmtpServer();
    private final TestCalls calls = new TestCalls();

    @AfterEach
    void close() throws Exception {
        remote.close();
        smtp.close();
        calls.close();
    }

    private Outcome run(Map<String, Object> body) throws InterruptedException {
        return run(body, new Mail("127.0.0.1", smtp.port(), "me", "key", "me@house", false));
    }

    private Outcome run(Map<String, Object> body, Mail mail) throws InterruptedException {
        var settings =
                new NotifySettings(new Sns(URI.create(remote.url("/")), "token", "key"), mail);
        var task =
                new NotifyTask(
                        new Webhooks(calls.calls(), TestTasks.JSON, CLOCK),
                        new Topics(calls.calls(), settings),
                        new Mails(settings, CLOCK));
        return TestTasks.of(1, task)
                .run(
                        TestTasks.order(StepType.NOTIFY, TestTasks.JSON.writeValueAsString(body)),
                        new TestHost());
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void signsAWebhookSoThatItsReceiverCanTell() throws Exception {
        var outcome =
                run(
                        Map.of(
                                "message",
                                "grüße",
                                "data",
                                Map.of("rows", 3),
                                "webhook",
                                Map.of("url", remote.url("/hook"), "signingKey", "${key}")));

        assertThat(outcome).isEqualTo(new Outcome.Succeeded(Map.of("status", 200)));
        var call = remote.received.getFirst();
        assertThat(call.headers().get("millrace-signature"))
                .isEqualTo(
                        "t=1800000000,v1="
                                + HexFormat.of()
                                        .formatHex(
                                                hmac(
                                                        "s3cret-k3y".getBytes(),
                                                        "1800000000." + call.body())));
        assertThat(call.headers()).containsEntry("idempotency-key", TestTasks.RUN + ":tell:1");
        assertThat(TestTasks.JSON.readValue(call.body(), Map.class))
                .isEqualTo(
                        TestTasks.JSON.readValue(
                                """
                                {"key": "%1$s:tell:1", "run": "%1$s", "step": "tell", "subject": null,
                                 "message": "grüße", "data": {"rows": 3}}
                                """
                                        .formatted(TestTasks.RUN),
                                Map.class));
    }

    @Test
    void aReceiverThatIsBusyIsAskedAgainAndOneThatRefusesIsNot() throws Exception {
        var body =
                Map.<String, Object>of("message", "m", "webhook", Map.of("url", remote.url("/")));

        remote.that(Remote.answers(503, "text/plain", ""));
        assertThat(((Outcome.Failed) run(body)).failure().code())
                .isEqualTo(FailureCode.SERVICE_UNAVAILABLE);
        remote.that(Remote.answers(410, "text/plain", ""));
        assertThat(((Outcome.Failed) run(body)).failure().code())
                .isEqualTo(FailureCode.CALL_REFUSED);
    }

    @Test
    void publishesToATopicWithASignatureThatAmazonWouldAccept() throws Exception {
        remote.that(
                Remote.answers(
                        200,
                        "text/xml",
                        "<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>"));

        var outcome =
                run(
                        Map.of(
                                "message",
                                "a & b",
                                "subject",
                                "Ready",
                                "sns",
                                Map.of("topic", "arn:aws:sns:eu-west-1:123456789012:news.fifo")));

        assertThat(outcome).isEqualTo(new Outcome.Succeeded(Map.of("id", "m-1")));
        var call = remote.received.getFirst();
        assertThat(form(call.body()))
                .containsEntry("Action", "Publish")
                .containsEntry("TopicArn", "arn:aws:sns:eu-west-1:123456789012:news.fifo")
                .containsEntry("Message", "a & b")
                .containsEntry("Subject", "Ready")
                .containsEntry("MessageDeduplicationId", TestTasks.RUN + ":tell:1");
        assertThat(call.headers().get("authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=t0ken\"2/")
                .endsWith("Signature=" + signature(call));
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&"))
                .map(field -> field.split("=", 2))
                .collect(
                        Collectors.toMap(
                                field -> field[0],
                                field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    /** As Amazon computes it: signature version 4, from what arrived. */
    private static String signature(Remote.Received call) throws Exception {
        var signed =
                call.headers()
                        .get("authorization")
                        .replaceFirst(".*SignedHeaders=([^,]*),.*", "$1");
        var canonical = new StringBuilder("POST\n/\n\n");
        for (var name : signed.split(";")) {
            canonical.append(name).append(':').append(call.headers().get(name)).append('\n');
        }
        canonical.append('\n').append(signed).append('\n').append(sha256(call.body()));
        var date = call.headers().get("x-amz-date");
        var scope = date.substring(0, 8) + "/eu-west-1/sns/aws4_request";
        var key = "AWS4s3cret-k3y".getBytes(StandardCharsets.UTF_8);
        for (var part : scope.split("/")) {
            key = hmac(key, part);
        }
        return HexFormat.of()
                .formatHex(
                        hmac(
                                key,
                                "AWS4-HMAC-SHA256\n%s\n%s\n%s"
                                        .formatted(date, scope, sha256(canonical.toString()))));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256")
                                .digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void sendsAnEmailOverSmtp() throws Exception {
        var outcome =
                run(
                        Map.of(
                                "message",
                                "All is well.",
                                "subject",
                                "Grüße",
                                "email",
                                Map.of("to", List.of("ann@example.com", "bob@example.com"))));

        var id = "<%s.tell.1@millrace>".formatted(TestTasks.RUN);
        assertThat(outcome).isEqualTo(new Outcome.Succeeded(Map.of("id", id)));
        assertThat(smtp.said)
                .contains(
                        "MAIL FROM:<me@house>",
                        "RCPT TO:<ann@example.com>",
                        "RCPT TO:<bob@example.com>")
                .anySatisfy(line ->
                        assertThat(line)
                                .isEqualTo(
                                        "AUTH PLAIN "
                                                + Base64.getEncoder()
                                                        .encodeToString(
                                                                "me\0me\0s3cret-k3y".getBytes())));
        assertThat(smtp.mails)
                .singleElement()
                .satisfies(mail ->
                        assertThat(mail)
                                .contains(
                                        "Message-ID: " + id, "Subject: =?UTF-8?", "All is well."));
    }

    @Test
    void aServerThatRefusesForGoodIsNotAskedAgain() throws Exception {
        var body = Map.<String, Object>of("message", "m", "email", Map.of("to", List.of("a@b.c")));

        smtp.answerRecipients("550 no such user");
        assertThat(((Outcome.Failed) run(body)).failure().code())
                .isEqualTo(FailureCode.CALL_REFUSED);
        smtp.answerRecipients("451 later");
        assertThat(((Outcome.Failed) run(body)).failure().code())
                .isEqualTo(FailureCode.SERVICE_UNAVAILABLE);
    }

    @Test
    void refusesWhatCannotBeSent() throws Exception {
        var off = new Mail(null, 25, null, null, "me@house", false);
        var to = Map.of("to", List.of("a@b.c"));
        assertThat(((Outcome.Failed) run(Map.of("message", "m", "email", to), off)).failure())
                .satisfies(failure ->
                        assertThat(failure.message()).contains("millrace.notify.mail.host"));

        for (var wrong :
                List.<Map<String, Object>>of(
                        Map.of("message", "m", "subject", "a\nBcc: evil@x.y", "email", to),
                        Map.of("message", "m", "email", Map.of("to", List.of("a@b\r\nDATA"))),
                        Map.of("message", "m", "sns", Map.of("topic", "arn:aws:s3:::x")))) {
            assertThat(((Outcome.Failed) run(wrong)).failure().code())
                    .isEqualTo(FailureCode.INVALID_REQUEST);
        }
        assertThat(smtp.mails).isEmpty();
    }
}
