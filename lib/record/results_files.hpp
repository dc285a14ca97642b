#pragma once

#include <array>
#include <string_view>

namespace actlab {

/// Names of the files of a results directory.
inline constexpr std::array<std::string_view, 6> top_files{"run.toml",  "manifest.json", "host.json",
                                                           "cells.csv", "runs.csv",      "summary.csv"};
inline constexpr std::string_view timing_file = "timing.csv";
inline constexpr std::array<std::string_view, 11> cell_files{
    "metrics.csv", "curves.csv",  "layers.csv",      "layer-curves.csv", "histograms.csv", "boundary.csv",
    "points.csv",  "neurons.csv", "predictions.csv", "model.json",       timing_file};

}  // namespace actlab
