#pragma once

#include <array>
#include <filesystem>
#include <string_view>

namespace actlab {

/// Version of the results directory's files and columns. The arithmetic has a version of its own.
inline constexpr int results_format = 8;

/// Names of the files of a results directory.
inline constexpr std::string_view manifest_file = "manifest.json";
inline constexpr std::string_view failed_file = "failed.csv";
inline constexpr std::string_view shard_file = "shard";
inline constexpr std::string_view journal_file = "journal";
inline constexpr std::string_view lock_file = "lock";
inline constexpr std::string_view set_aside_directory = "set-aside";
inline constexpr std::array<std::string_view, 5> hashed_tables{"run.toml", "cells.csv", "labels.csv", "runs.csv",
                                                               "summary.csv"};
inline constexpr std::array<std::string_view, 7> top_files{"run.toml",   manifest_file, "host.json",  "cells.csv",
                                                           "labels.csv", "runs.csv",    "summary.csv"};
inline constexpr std::string_view timing_file = "timing.csv";
inline constexpr std::array<std::string_view, 22> cell_files{
    "fit.csv",          "boundary-line.csv", "boundary-snapshots.csv", "weights.csv",    "metrics.csv",
    "curves.csv",       "layers.csv",        "layer-curves.csv",       "histograms.csv", "boundary.csv",
    "points.csv",       "neurons.csv",       "predictions.csv",        "units.csv",      "unit-samples.csv",
    "unit-weights.csv", "unit-pictures.csv", "mistake-pictures.csv",   "confusion.csv",  "mistakes.csv",
    "model.json",       timing_file};

/// Throws Error (no_input) for a directory that is none of results: it has no run.toml.
void check_is_results(const std::filesystem::path& directory);

}  // namespace actlab
