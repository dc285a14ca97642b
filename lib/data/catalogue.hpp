#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "actlab/api.hpp"

namespace actlab {

/// A real data set that comes with the program as datasets/NAME.csv.
struct BundledInfo {
  std::string_view name;
  std::string_view description;
};

ACTLAB_API const std::vector<BundledInfo>& bundled_datasets();

/// Names of everything that --dataset takes besides files: generated and bundled sets.
std::vector<std::string> dataset_names();

}  // namespace actlab
