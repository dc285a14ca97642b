#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "actlab/api.hpp"
#include "actlab/dataset.hpp"

namespace actlab {

/// Numbers uniform on [0, 1), one a call.
using Uniform = std::function<double()>;

/// What a generator is asked for.
struct Draw {
  std::size_t samples = 0;
  double noise = 0;       ///< share, 0 to 0.8: percent / 100
  std::size_t parts = 0;  ///< arms, rings or blobs, where the generator takes a number
  Uniform uniform;
};

/// One row of the table of generated data sets. Points are of the plane and are called x and y.
struct GeneratorInfo {
  std::string_view name;
  Task task = Task::binary;
  std::string_view description;
  double low = -6;  ///< of the square in which figures show the set
  double high = 6;
  std::size_t default_parts = 0;  ///< `name:parts` is allowed where this is not 0
  bool standardize = false;       ///< what --standardize auto means
  void (*generate)(const Draw&, Dataset&) = nullptr;
};

ACTLAB_API std::span<const GeneratorInfo> generators();

/// The row named before the colon of `dataset`, or null.
const GeneratorInfo* find_generator(std::string_view dataset);

/// The points in the generator's own order, unshuffled. Throws Error (usage) for a wrong number of parts.
Dataset generate(std::string_view dataset, std::size_t samples, double noise_percent, const Uniform& uniform);

}  // namespace actlab
