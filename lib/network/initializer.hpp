#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "actlab/api.hpp"
#include "network/network.hpp"

namespace actlab {

/// One row of the initializer table. A weight is drawn from its replicate's numbers by its own index, so a weight's
/// random number is the same whatever the activation, and only its scale differs.
struct InitializerInfo {
  std::string_view name;
  std::string_view formula;
  std::string_view citation;
  bool takes_scale = false;  ///< `name:scale`; the others take an optional gain, `name:1.5` or `name:auto`
  bool normal = false;       ///< normal deviates, else uniform on [-1, 1)
  bool orthogonal = false;   ///< the deviates' matrix is made orthogonal
  bool takes_seed = false;   ///< `name:SEED:DRAWS`: the numbers of SeededRandom after so many draws
  /// Factor of the deviate for a layer of the given fan-in and fan-out; it is multiplied by the gain or scale.
  double (*scale)(double fan_in, double fan_out) = nullptr;
};

ACTLAB_API std::span<const InitializerInfo> initializers();

struct InitializerSpec {
  std::size_t index = 0;
  double factor = 1;       ///< scale or gain
  bool auto_gain = false;  ///< the gain that suits each hidden layer's activation (gain.hpp); 1 for the output layer
  std::string seed = {};   ///< where takes_seed: of replicate 0; others have seeds of their own
  std::uint64_t draws = 0;

  [[nodiscard]] const InitializerInfo& info() const { return initializers()[index]; }
  [[nodiscard]] std::string text() const;
};

/// Reads "he", "uniform:0.5", "orthogonal:auto", ... Throws Error (usage) at `where`, with the nearest names.
InitializerSpec parse_initializer(std::string_view text, std::string_view where);

/// The initializers of "glorot/he/he", one for each hidden layer, or the one of "he". A seed may hold slashes.
std::vector<std::string> split_initializers(std::string_view text);

/// How biases begin.
struct BiasInit {
  enum class Kind { constant, normal, uniform };
  Kind kind = Kind::constant;
  double value = 0;  ///< the constant, the standard deviation, or the end s of [-s, s)

  /// "0.1", "normal:0.1", "uniform:0.5"
  [[nodiscard]] std::string text() const;
};

/// Reads what BiasInit::text() writes. Throws Error (usage) at `where`.
BiasInit parse_bias_init(std::string_view text, std::string_view where);

/// What a network begins with.
struct InitialValues {
  std::vector<InitializerSpec> weights;  ///< one for each layer, the output layer's last
  BiasInit biases;
};

/// Sets the weights of lanes 0 ... count-1 for replicates first, first+1, ..., and likewise biases that are drawn;
/// constant biases of every lane, and what activations learn to its first values. Lanes beyond count have zero weights.
/// Biases of a network without them stay 0.
template <class T>
void initialize(Network<T>& network, const InitialValues& values, std::int64_t seed, std::uint32_t first_replicate,
                std::size_t count);

}  // namespace actlab
