package dev.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.ingest.CsvOptions;
import dev.millrace.contracts.ingest.DatasetVersion;
import dev.millrace.contracts.ingest.IngestApi;
import dev.millrace.contracts.ingest.IngestRequest;
import dev.millrace.contracts.ingest.Upload;
import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobApi;
import dev.millrace.contracts.job.JobState;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/** The service under test, as its callers see it: over HTTP. */
public final class IngestService {

    public final RestClient http;
    public final IngestApi api;
    public final JobApi jobs;

    public IngestService(int port) {
        http =
                RestClient.builder()
                        .baseUrl("http://127.0.0.1:" + port)
                        .requestFactory(new JdkClientHttpRequestFactory())
                        .build();
        var proxies = HttpServiceProxyFactory.builderFor(RestClientAdapter.create(http)).build();
        api = proxies.createClient(IngestApi.class);
        jobs = proxies.createClient(JobApi.class);
    }

    /** Ingests and waits for the job's end, whatever it is. */
    public Job ingest(String dataset, Object source, CsvOptions csv) {
        var request = new IngestRequest(dataset, source.toString(), csv);
        var accepted = api.ingest(null, null, request);
        assertThat(accepted.getStatusCode().value()).isEqualTo(202);
        var id = accepted.getBody().id();
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> jobs.find(id), job -> job.state().isTerminal());
    }

    /** Ingests what must succeed. */
    public DatasetVersion version(String dataset, Object source, CsvOptions csv) {
        var job = ingest(dataset, source, csv);
        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        return api.version(dataset, job.result().get("number").toString());
    }

    public Upload upload(byte[] bytes) {
        return http.post()
                .uri("/v1/uploads")
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(bytes)
                .retrieve()
                .body(Upload.class);
    }

    /** Sweeps everything that nothing refers to, however young. */
    public void sweep() {
        http.post().uri("/v1/gc?olderThan=PT0S").retrieve().toBodilessEntity();
    }
}
