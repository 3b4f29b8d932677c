package dev.millrace.training.mlflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A message of MLflow's API: protobuf's JSON with the field names as in its {@code .proto} files
 * (service.proto and model_registry.proto of 2.17). A parameter of such a type is read by {@link
 * MlflowRequests}.
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
interface MlflowMessage {

    /** The answer where there is nothing to say. */
    record Empty() implements MlflowMessage {}
}
