#include <algorithm>

#include "data/idx.hpp"
#include "fuzz/input.hpp"
#include "fuzz/targets.hpp"

namespace actlab::fuzz {

// The first byte says how long the labels' file is, which comes first.
void read_any_idx(std::string_view bytes) {
  if (bytes.empty()) return;
  const std::size_t labels = std::min<std::size_t>(static_cast<unsigned char>(bytes.front()), bytes.size() - 1);
  file_of(bytes.substr(1, labels), "labels-idx1-ubyte");
  const auto images = file_of(bytes.substr(1 + labels), "images-idx3-ubyte");
  accepted([&] {
    const Dataset data = read_idx(images);
    require(data.inputs.size() == data.rows * data.features(), "every image has every pixel");
    require(data.targets.size() == data.rows, "every image has a label");
    require(std::ranges::all_of(data.inputs.values(), [](double pixel) { return pixel >= 0 && pixel <= 1; }),
            "pixels are from 0 to 1");
  });
}

}  // namespace actlab::fuzz
