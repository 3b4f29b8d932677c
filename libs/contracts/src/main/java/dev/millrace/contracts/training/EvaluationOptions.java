package dev.millrace.contracts.training;

/** What is measured of a trained network. */
public record EvaluationOptions() {}
