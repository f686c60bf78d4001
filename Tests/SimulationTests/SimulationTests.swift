import Testing
@testable import Simulation
@Suite struct SimulationTests {}
