#pragma once

#include <cstddef>
#include <vector>

#include "actlab/settings.hpp"
#include "record/spool.hpp"

namespace actlab {

/// How much there is to keep.
struct OutputSizes {
  std::size_t frames = 1;  ///< moments of training
  std::size_t series = 0;  ///< replicates, or units of all replicates
  std::size_t points = 0;
  std::size_t width = 1;   ///< numbers of each series at each point
  std::size_t inputs = 1;  ///< numbers that go into the networks for a point
  Precision precision = Precision::float64;
};

/// What networks put out at many points, until a file is made of it, so that memory does not grow with it: numbers
/// [frame][block of points][series][point of the block][width], in the precision in which they were computed.
class OutputSpool {
 public:
  /// `directory` is where a temporary file may be made; null: all is kept in memory.
  OutputSpool(const OutputSizes& sizes, const Directory* directory);

  /// Points are written and read in blocks of so many, the last one shorter: about a million numbers of all
  /// series, or of inputs.
  [[nodiscard]] std::size_t block_points() const { return block_points_; }
  [[nodiscard]] std::size_t blocks() const { return (sizes_.points + block_points_ - 1) / block_points_; }
  [[nodiscard]] std::size_t points_of(std::size_t block) const;

  /// Numbers of one series [points of the block][width]. Different series may be written at the same time.
  void write(std::size_t frame, std::size_t block, std::size_t series, const std::vector<double>& numbers);

  /// Numbers of one series of a block, of all series of a block, and of all points of one series.
  [[nodiscard]] std::vector<double> read(std::size_t frame, std::size_t block, std::size_t series) const;
  [[nodiscard]] std::vector<std::vector<double>> read_block(std::size_t frame, std::size_t block) const;
  [[nodiscard]] std::vector<double> read_series(std::size_t frame, std::size_t series) const;

 private:
  [[nodiscard]] std::size_t place(std::size_t frame, std::size_t block, std::size_t series) const {
    return (frame * blocks() + block) * sizes_.series + series;
  }

  OutputSizes sizes_;
  std::size_t block_points_;
  SpoolStore store_;
};

}  // namespace actlab
