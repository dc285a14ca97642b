#include "data/share.hpp"

#include <dlfcn.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "actlab/error.hpp"

namespace actlab {

std::filesystem::path share_directory() {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (const char* named = std::getenv("ACTLAB_SHARE")) return named;
  std::vector<fs::path> candidates;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  candidates.push_back(program.parent_path().parent_path() / "share" / "actlab");
  Dl_info library{};
  if (dladdr(reinterpret_cast<const void*>(&share_directory), &library) != 0 && library.dli_fname != nullptr) {
    const fs::path directory = fs::weakly_canonical(library.dli_fname, ignored).parent_path();
    candidates.push_back(directory.parent_path() / "share" / "actlab");
    candidates.push_back(directory.parent_path().parent_path() / "share" / "actlab");
  }
  std::string places;
  for (const fs::path& candidate : candidates) {
    if (fs::is_directory(candidate / "datasets", ignored)) return candidate;
    places += (places.empty() ? "" : " and ") + candidate.string();
  }
  throw Error(ErrorKind::no_input, {}, "the bundled data sets and scripts were not found in " + places,
              "set ACTLAB_SHARE to the directory that holds datasets/ and scripts/");
}

}  // namespace actlab
