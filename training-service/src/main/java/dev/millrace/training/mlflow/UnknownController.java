package dev.millrace.training.mlflow;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says to MLflow's clients in their own form what is not supported. */
@Hidden
@RestController
class UnknownController {

    @RequestMapping("/api/2.0/mlflow/**")
    MlflowMessage.Empty unknown(HttpServletRequest request) {
        throw new PlatformException(
                FailureCode.OPERATION_NOT_FOUND,
                "%s %s is not one of the operations of MLflow's API that are supported here."
                        .formatted(request.getMethod(), request.getRequestURI()));
    }
}
