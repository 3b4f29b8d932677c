package com.esotericsoftware.kryo;

/** Named by XGBoost's Booster, which is never sent anywhere here; spares Kryo itself. */
public interface KryoSerializable {}
