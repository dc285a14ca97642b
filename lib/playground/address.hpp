#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/api.hpp"

namespace actlab {

/// What an address of TensorFlow Playground says, as settings of a cell.
struct PlaygroundRun {
  std::map<std::string, std::string> settings;  ///< texts by name, of every setting that Playground decides
  std::vector<std::string> warnings;            ///< what of the address has no effect here, or none there
  bool discretize = false;                      ///< the output map in two colours only
};

/// Reads the part of an address after '#' as Playground does: missing and blank keys by its defaults, the last of
/// several the same. Keys that only show or hide parts of the page are passed over, unknown ones warned about. An
/// address without a seed gets the seed "1". Throws Error (usage) at `where` for values that Playground would replace
/// or choke on, by the key's name.
ACTLAB_API PlaygroundRun parse_playground_address(std::string_view address, std::string_view where);

/// The address that shows a cell, from the texts of its resolved settings. Throws Error (usage) at `where` saying what
/// Playground cannot do.
ACTLAB_API std::string playground_address(const std::map<std::string, std::string>& settings, std::string_view where);

}  // namespace actlab
