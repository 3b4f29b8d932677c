package dev.millrace.training.fit;

import java.util.Map;

/**
 * That a rule's sign is there.
 *
 * @param sentence says what was found and what helps
 * @param figures by name
 */
record Evidence(String sentence, Map<String, Object> figures) {}
