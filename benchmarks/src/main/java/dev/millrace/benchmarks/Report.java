package dev.millrace.benchmarks;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Prints what was measured, for people or for scripts. */
final class Report {

    private Report() {}

    static void print(boolean json, Map<String, ?> result) {
        if (json) {
            System.out.println(new JsonMapper().writeValueAsString(result));
        } else {
            result.forEach((name, value) -> System.out.printf("%-20s %s%n", name, value));
        }
    }
}
