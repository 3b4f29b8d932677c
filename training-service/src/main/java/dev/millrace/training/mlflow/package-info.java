/** MLflow's REST API, version 2.0, over this service's runs and models. */
@NullMarked
package dev.millrace.training.mlflow;

import org.jspecify.annotations.NullMarked;
