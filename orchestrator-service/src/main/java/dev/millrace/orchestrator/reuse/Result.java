package dev.millrace.orchestrator.reuse;

import dev.millrace.contracts.orchestrator.ReusedResult;
import java.util.Map;

/** A kept result. */
record Result(String key, ReusedResult from, Map<String, Object> outputs) {}
