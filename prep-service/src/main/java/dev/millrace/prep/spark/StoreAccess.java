package dev.millrace.prep.spark;

import dev.millrace.kit.store.StoreSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/** How Spark reaches the object store: the same one, by Hadoop's names for things. */
final class StoreAccess {

    private static final String S3A = "spark.hadoop.fs.s3a.";

    private StoreAccess() {}

    static Map<String, String> configuration(StoreSettings store) {
        Map<String, String> conf = new LinkedHashMap<>();
        conf.put(S3A + "endpoint.region", store.region());
        conf.put(S3A + "path.style.access", Boolean.toString(store.pathStyle()));
        if (store.endpoint() != null) {
            conf.put(S3A + "endpoint", store.endpoint().toString());
            conf.put(
                    S3A + "connection.ssl.enabled",
                    Boolean.toString("https".equals(store.endpoint().getScheme())));
        }
        if (store.accessKey() != null && store.secretKey() != null) {
            conf.put(
                    S3A + "aws.credentials.provider",
                    "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
            conf.put(S3A + "access.key", store.accessKey());
            conf.put(S3A + "secret.key", store.secretKey());
        }
        // A prefix belongs to one attempt alone: nothing can be there to be checked for first.
        conf.put(S3A + "create.performance", "true");
        return conf;
    }

    /** The same object as Hadoop names it. */
    static String hadoopUri(String uri) {
        return uri.startsWith("s3://") ? "s3a://" + uri.substring("s3://".length()) : uri;
    }
}
