package dev.millrace.contracts.training;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Layers for the common cases, written out in the request when it is accepted. */
public enum Preset {
    /** Dense layers with batch-norm and dropout, their width by the number of features. */
    @JsonProperty("mlp")
    MLP,
    /** Convolutions and pooling; the features must be one square image or a sequence. */
    @JsonProperty("cnn")
    CNN,
    /** A GRU over the features in their order. */
    @JsonProperty("rnn")
    RNN,
    /** A linear way beside a deep one with embeddings of ordinal features (Cheng et al. 2016). */
    @JsonProperty("wide-and-deep")
    WIDE_AND_DEEP,
    /** Down to an eighth of the features and up again; for unlabelled data. */
    @JsonProperty("autoencoder")
    AUTOENCODER,
    /** No hidden layers: logistic or linear regression. */
    @JsonProperty("linear")
    LINEAR
}
