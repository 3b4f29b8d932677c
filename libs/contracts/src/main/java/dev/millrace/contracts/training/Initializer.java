package dev.millrace.contracts.training;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a layer's kernels start. Biases start at 0. */
public enum Initializer {
    /** He's uniform before a rectifier, LeCun's normal before selu, Glorot's uniform otherwise. */
    @JsonProperty("auto")
    AUTO,
    /** U(-a, a), a = sqrt(6 / (inputs + outputs)) (Glorot and Bengio 2010). */
    @JsonProperty("glorot-uniform")
    GLOROT_UNIFORM,
    /** N(0, 2 / (inputs + outputs)). */
    @JsonProperty("glorot-normal")
    GLOROT_NORMAL,
    /** U(-a, a), a = sqrt(6 / inputs) (He et al. 2015). */
    @JsonProperty("he-uniform")
    HE_UNIFORM,
    /** N(0, 2 / inputs). */
    @JsonProperty("he-normal")
    HE_NORMAL,
    /** N(0, 1 / inputs) (LeCun et al. 1998). */
    @JsonProperty("lecun-normal")
    LECUN_NORMAL,
    /** Orthonormal rows or columns (Saxe et al. 2014). */
    @JsonProperty("orthogonal")
    ORTHOGONAL,
    @JsonProperty("zeros")
    ZEROS
}
