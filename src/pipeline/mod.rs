//! The pipeline layer.
