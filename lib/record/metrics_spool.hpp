#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "actlab/results.hpp"

namespace actlab {

/// Keeps the rows of metrics.csv of one cell until it is finished: in memory as long as they are few, else in an
/// unlinked temporary file, so that memory does not grow with the number of epochs.
class MetricsSpool {
 public:
  /// At most `rows` rows for each of `replicates` replicates. `directory` is where a temporary file may be made.
  MetricsSpool(std::size_t replicates, std::size_t rows, const std::filesystem::path& directory);
  MetricsSpool(const MetricsSpool&) = delete;
  MetricsSpool& operator=(const MetricsSpool&) = delete;
  ~MetricsSpool();

  /// Rows of one replicate come in the order of epochs, from one thread; different replicates may append at the same
  /// time.
  void append(const MetricsRow& row);

  [[nodiscard]] std::size_t replicates() const { return counts_.size(); }
  [[nodiscard]] std::size_t count(std::size_t replicate) const { return counts_[replicate]; }
  [[nodiscard]] MetricsRow row(std::size_t replicate, std::size_t index) const;

 private:
  [[nodiscard]] std::size_t slot(std::size_t replicate, std::size_t index) const {
    return replicate * rows_per_replicate_ + index;
  }

  std::size_t rows_per_replicate_;
  std::vector<std::size_t> counts_;
  std::vector<MetricsRow> memory_;
  int file_ = -1;
  std::filesystem::path directory_;
};

}  // namespace actlab
