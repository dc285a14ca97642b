#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "data/files.hpp"

namespace actlab::test {

/// As long as it lives, the program's bundled scripts are those of a test.
class OwnScripts {
 public:
  /// What makes a whole figure of any format.
  static constexpr const char* end_of_figure = "IEND </svg> %%EOF ;\n";

  /// A script that writes its arguments' number, the first and the third into the figure.
  static constexpr const char* prints_arguments =
      "set print ARG2\nprint ARGC\nprint ARG1\nprint ARG3\nprint 'IEND </svg> %%EOF ;'\nunset print\n";

  OwnScripts() {
    std::filesystem::create_directories(directory_.path() / "scripts");
    ::setenv("ACTLAB_SHARE", directory_.path().c_str(), 1);
  }
  OwnScripts(const OwnScripts&) = delete;
  OwnScripts& operator=(const OwnScripts&) = delete;
  ~OwnScripts() { ::unsetenv("ACTLAB_SHARE"); }

  void add(const std::string& name, const std::string& script) const { directory_.write("scripts/" + name, script); }

 private:
  TemporaryDirectory directory_;
};

}  // namespace actlab::test
