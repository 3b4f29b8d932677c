package dev.millrace.contracts.training;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which rows a network learns from. */
public enum FitTo {
    /** The training part; the epoch that does best on the validation part is the result. */
    @JsonProperty("train")
    TRAIN,
    /**
     * Both parts, for as many epochs as asked for, which a fit to the training part alone should
     * have told. There is nothing left to stop early by: the last epoch is the result, and no
     * metrics of the validation part and no threshold are given.
     */
    @JsonProperty("train-and-validation")
    TRAIN_AND_VALIDATION
}
