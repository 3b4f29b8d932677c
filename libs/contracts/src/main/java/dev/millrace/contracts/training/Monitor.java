package dev.millrace.contracts.training;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A value of the validation part that says how good an epoch was. */
public enum Monitor {
    @JsonProperty("loss")
    LOSS,
    /** Needs classes; more is better. */
    @JsonProperty("accuracy")
    ACCURACY,
    /** Of the ROC curve; needs two classes; more is better. */
    @JsonProperty("auc")
    AUC;

    public boolean moreIsBetter() {
        return this != LOSS;
    }
}
