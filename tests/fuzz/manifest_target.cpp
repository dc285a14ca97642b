#include "fuzz/input.hpp"
#include "fuzz/targets.hpp"
#include "record/manifest.hpp"
#include "record/results_files.hpp"

namespace actlab::fuzz {

void read_any_manifest(std::string_view bytes) {
  const auto path = file_of(bytes, std::string(manifest_file));
  accepted([&] { read_manifest(path.parent_path()); });
}

}  // namespace actlab::fuzz
