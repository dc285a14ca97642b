#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "actlab/api.hpp"
#include "actlab/dataset.hpp"

namespace actlab {

/// Where the inputs of a data set of images lie in the picture.
struct ImagePlan {
  struct Pixel {
    std::size_t y = 0;  ///< row, 0 at the top
    std::size_t x = 0;  ///< column, 0 at the left
    friend bool operator==(const Pixel&, const Pixel&) = default;
  };
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<Pixel> pixels;  ///< of each input
};

/// The plan of data whose inputs are pixels: all of them are named pixel_ROW_COLUMN, counted from 0, or pixelN, counted
/// from 1 along the rows, where the reader knows the images' shape (Dataset::image). Some pixels may be left out, and
/// the picture has two rows and columns at least and no more than 100,000 pixels. Nothing for other data.
ACTLAB_API std::optional<ImagePlan> image_plan(const Dataset& data);

}  // namespace actlab
