package dev.millrace.cli;

import dev.millrace.cli.client.NotRunning;
import dev.millrace.cli.platform.Json;
import dev.millrace.cli.platform.PlatformProblem;
import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says what went wrong: a sentence on standard error and, with --json, a document. */
final class Failures {

    private Failures() {}

    static int onException(Exception exception, CommandLine command, ParseResult parsed) {
        var failure =
                switch (exception) {
                    case PlatformException known -> known.failure();
                    case NotRunning away ->
                            new Failure(FailureCode.SERVICE_UNAVAILABLE, sentence(away));
                    case PlatformProblem problem ->
                            new Failure(FailureCode.INVALID_REQUEST, sentence(problem));
                    case IOException unreadable ->
                            new Failure(FailureCode.INVALID_REQUEST, describe(unreadable));
                    default -> unexpected(exception);
                };
        report(failure, command.getParseResult().hasMatchedOption("--json"));
        return exception instanceof NotRunning ? ExitCode.NOT_RUNNING : ExitCode.FAILED;
    }

    static int onWrongUsage(ParameterException exception, String[] arguments) {
        var failure = new Failure(FailureCode.INVALID_REQUEST, sentence(exception));
        report(failure, Arrays.asList(arguments).contains("--json"));
        var command = exception.getCommandLine();
        System.err.printf("Try: %s --help%n", command.getCommandSpec().qualifiedName());
        return ExitCode.WRONG_USAGE;
    }

    private static void report(Failure failure, boolean json) {
        System.err.println(failure.message());
        failure.mistakes().forEach(mistake -> System.err.println("  " + describe(mistake)));
        if (json) {
            System.out.println(Json.MAPPER.writeValueAsString(Map.of("failure", failure)));
        }
    }

    private static String describe(Mistake mistake) {
        var place = new StringBuilder();
        if (mistake.line() != null) {
            place.append("line ").append(mistake.line()).append(": ");
        }
        if (mistake.field() != null) {
            place.append(mistake.field()).append(": ");
        }
        return place + mistake.message();
    }

    private static String describe(IOException exception) {
        return switch (exception) {
            case java.nio.file.NoSuchFileException missing ->
                    "There is no file " + missing.getFile();
            case java.nio.file.FileAlreadyExistsException present -> present.getFile();
            case java.nio.file.AccessDeniedException denied ->
                    "May not read or write " + denied.getFile();
            default -> exception.getClass().getSimpleName() + ": " + sentence(exception);
        };
    }

    private static Failure unexpected(Exception exception) {
        exception.printStackTrace(System.err);
        return new Failure(FailureCode.INTERNAL_ERROR, exception.toString());
    }

    private static String sentence(Exception exception) {
        var message = exception.getMessage();
        return message == null ? exception.getClass().getSimpleName() : message;
    }
}
