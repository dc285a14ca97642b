// The fuzzer of all targets: fuzzer NAME [libFuzzer's flags and directories].

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "fuzz/targets.hpp"

namespace {

const actlab::fuzz::Target* chosen = nullptr;

}  // namespace

// libFuzzer calls both by their names.
extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

// Takes the target's name out of the arguments.
extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  if (*argc > 1) chosen = actlab::fuzz::find_target((*argv)[1]);
  if (chosen == nullptr) {
    std::fputs("usage: fuzzer TARGET [flags and directories of libFuzzer]\ntargets:", stderr);
    for (const actlab::fuzz::Target& target : actlab::fuzz::targets()) {
      std::fprintf(stderr, " %s", std::string(target.name).c_str());
    }
    std::fputs("\n", stderr);
    std::exit(2);
  }
  for (int i = 1; i < *argc; ++i) (*argv)[i] = (*argv)[i + 1];
  --*argc;
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  chosen->run({reinterpret_cast<const char*>(data), size});
  return 0;
}
