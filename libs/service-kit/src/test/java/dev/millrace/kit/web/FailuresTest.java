package dev.millrace.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.failure.FailureCode;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;

class FailuresTest {

    @Test
    void aDatabaseThatDiedDuringARollbackMayBeAskedAgain() {
        var thrown =
                new TransactionSystemException(
                        "JDBC rollback failed", new SQLException("gone", "08006"));

        assertThat(Failures.of(thrown).code()).isEqualTo(FailureCode.DATABASE_UNAVAILABLE);
    }
}
