package dev.millrace.orchestrator.task.notify;

import dev.millrace.orchestrator.definition.NotifyBody;
import dev.millrace.orchestrator.task.TaskAttempt;
import dev.millrace.orchestrator.task.http.HttpCalls;
import dev.millrace.orchestrator.task.http.HttpCalls.Call;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Messages to topics of Amazon SNS, in its query protocol: one signed POST. The SDK's own client
 * for it cannot be had in the version of the rest.
 */
@Component
final class Topics {

    private static final Pattern ID = Pattern.compile("<MessageId>([^<]{1,100})</MessageId>");
    private static final Set<String> SET_BY_THE_CLIENT = Set.of("host", "content-length");
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

    private final HttpCalls calls;
    private final NotifySettings settings;

    Topics(HttpCalls calls, NotifySettings settings) {
        this.calls = calls;
        this.settings = settings;
    }

    /** The message's id. */
    String send(TaskAttempt attempt, NotifyBody body, String topic) {
        var region = topic.split(":")[3];
        var endpoint =
                Objects.requireNonNullElseGet(
                        settings.sns().endpoint(), () -> endpoint(topic, region));
        var content = form(attempt, body, topic).getBytes(StandardCharsets.UTF_8);
        var call =
                new Call(
                        "POST",
                        endpoint.toString(),
                        signed(attempt, endpoint, region, content),
                        FORM,
                        content,
                        Webhooks.SILENCE,
                        Webhooks.MAX_BYTES);
        var answer = calls.accepted(call, attempt);
        var id = ID.matcher(new String(answer.content(), StandardCharsets.UTF_8));
        return id.find() ? id.group(1) : "";
    }

    private static URI endpoint(String topic, String region) {
        var suffix = topic.startsWith("arn:aws-cn:") ? "amazonaws.com.cn" : "amazonaws.com";
        return URI.create("https://sns.%s.%s/".formatted(region, suffix));
    }

    /** A FIFO topic drops the same message if it comes again within five minutes. */
    private static String form(TaskAttempt attempt, NotifyBody body, String topic) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("Action", "Publish");
        fields.put("Version", "2010-03-31");
        fields.put("TopicArn", topic);
        fields.put("Message", body.message());
        if (body.subject() != null) {
            fields.put("Subject", body.subject());
        }
        if (topic.endsWith(".fifo")) {
            fields.put("MessageGroupId", attempt.run().toString());
            fields.put("MessageDeduplicationId", attempt.key());
        }
        fields.put("MessageAttributes.entry.1.Name", "millrace-key");
        fields.put("MessageAttributes.entry.1.Value.DataType", "String");
        fields.put("MessageAttributes.entry.1.Value.StringValue", attempt.key());
        return fields.entrySet().stream()
                .map(field ->
                        field.getKey()
                                + "="
                                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private Map<String, String> signed(
            TaskAttempt attempt, URI endpoint, String region, byte[] content) {
        var request =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(endpoint)
                        .putHeader("Content-Type", FORM)
                        .build();
        var identity = identity(attempt);
        var signed =
                AwsV4HttpSigner.create()
                        .sign(sign ->
                                sign.identity(identity)
                                        .request(request)
                                        .payload(ContentStreamProvider.fromByteArray(content))
                                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sns")
                                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        var headers = new LinkedHashMap<String, String>();
        signed.request()
                .forEachHeader((name, values) -> {
                    if (!SET_BY_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                        headers.put(name, String.join(",", values));
                    }
                });
        return headers;
    }

    private AwsCredentialsIdentity identity(TaskAttempt attempt) {
        var sns = settings.sns();
        if (sns.accessKeySecret() != null && sns.secretKeySecret() != null) {
            return AwsBasicCredentials.create(
                    attempt.secret(sns.accessKeySecret()), attempt.secret(sns.secretKeySecret()));
        }
        try (var found = DefaultCredentialsProvider.builder().build()) {
            return found.resolveCredentials();
        }
    }
}
